Feature: Gifts
  Scenario: Send a gift
    Given a gift
    When the Sender sends it [DOM-1] to the Receiver
    The the Receiver opens it [ONE-2]
