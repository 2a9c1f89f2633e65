Feature: Gifts
  @kind:pear-to-peer
  Scenario: Send a gift
    Given a gift
    When the Sender sends it [DOM-1] to the Receiver
    Then the Receiver opens it [ONE-2]
